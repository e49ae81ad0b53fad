package com.docurift.events;

import com.docurift.platform.embedded.EmbeddedServersResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the lifecycle topic from now on. */
public final class LifecycleTopic implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", EmbeddedServersResource.settings().get("kafka.bootstrap.servers")),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public LifecycleTopic() {
        var partitions = consumer.partitionsFor(Topics.LIFECYCLE).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** The records of a job that have come so far, in their order. */
    public List<ConsumerRecord<String, byte[]>> of(String job) {
        consumer.poll(Duration.ofMillis(20)).forEach(seen::add);
        return seen.stream().filter(record -> job.equals(record.key())).toList();
    }

    /** The sequences of a job's records that have come so far, repeated ones included. */
    public List<Integer> sequencesOf(String job) {
        return of(job).stream()
                .map(CloudEvents::read)
                .map(event -> event == null ? 0 : event.sequence())
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
