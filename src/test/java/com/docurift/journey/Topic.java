package com.docurift.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic of the lifecycle events, read as a customer's consumer would. */
final class Topic {

    static final String LIFECYCLE = "docurift.jobs.lifecycle.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Topic() {}

    /** Everything from the beginning, up to the moment when it is enough. */
    static List<ConsumerRecord<String, String>> read(
            String bootstrapServers, Predicate<List<ConsumerRecord<String, String>>> enough) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false");
        List<ConsumerRecord<String, String>> seen = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            Collection<TopicPartition> partitions = consumer.partitionsFor(LIFECYCLE).stream()
                    .map(partition -> new TopicPartition(LIFECYCLE, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await("enough on " + LIFECYCLE).atMost(PATIENCE).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
                return enough.test(seen);
            });
        }
        return seen;
    }

    /** The records of one job, in their order. */
    static List<ConsumerRecord<String, String>> ofJob(List<ConsumerRecord<String, String>> records, String jobId) {
        return records.stream().filter(record -> jobId.equals(record.key())).toList();
    }

    static String header(ConsumerRecord<String, String> record, String name) {
        var header = record.headers().lastHeader(name);
        if (header == null) {
            throw new AssertionError("no header " + name);
        }
        return new String(header.value(), UTF_8);
    }
}
