package com.docurift.stream.kafka;

import com.docurift.events.CloudEvents;
import com.docurift.stream.LiveEvents;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hands every event of the lifecycle topic to the live streams of this process, from now on and without a committed offset. */
@ApplicationScoped
@Identifier("tap")
public class TapConsumer implements KafkaConsumerRebalanceListener {
    private final LiveEvents live;

    @Inject
    public TapConsumer(LiveEvents live) {
        this.live = live;
    }

    @Incoming("tap")
    void tap(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            // Most events are nobody's here, and reading one costs more than the question.
            if (live.listensTo(record.key())) {
                var event = CloudEvents.read(record);
                if (event != null) {
                    live.happened(event);
                }
            }
        }
    }

    /** What was published before the position was known is not tapped: the open streams look into the rows once. */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(consumer::position);
        live.mayHaveMissed();
    }
}
