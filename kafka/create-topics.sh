#!/bin/sh
# Creates the topics of topics.conf that are missing; changes none that exists.
#   KAFKA_BOOTSTRAP_SERVERS  brokers, localhost:9092 when unset
#   REPLICATION_FACTOR       the brokers' default when unset
#   KAFKA_TOPICS             the tool, /opt/kafka/bin/kafka-topics.sh when unset
#   COMMAND_CONFIG           a file with the settings of a Kafka client (security), none when unset
set -eu

tool=${KAFKA_TOPICS:-/opt/kafka/bin/kafka-topics.sh}
conf=$(dirname "$0")/topics.conf

grep -v -e '^[[:space:]]*#' -e '^[[:space:]]*$' "$conf" | while read -r name settings; do
    set -- --bootstrap-server "${KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}" --create --if-not-exists --topic "$name"
    if [ -n "${COMMAND_CONFIG:-}" ]; then set -- "$@" --command-config "$COMMAND_CONFIG"; fi
    if [ -n "${REPLICATION_FACTOR:-}" ]; then set -- "$@" --replication-factor "$REPLICATION_FACTOR"; fi
    for setting in $settings; do
        case $setting in
            partitions=*) set -- "$@" --partitions "${setting#partitions=}" ;;
            *) set -- "$@" --config "$setting" ;;
        esac
    done
    # Standard input is the list of topics, and not the tool's.
    "$tool" "$@" < /dev/null
done
