package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicCreationTest {

    @Test
    void readsPartitionsAndSettingsFromTheFile() {
        NewTopic lifecycle = TopicCreation.declared(Optional.of((short) 3)).get(0);

        assertThat(lifecycle.name()).isEqualTo("docurift.jobs.lifecycle.v1");
        assertThat(lifecycle.numPartitions()).isEqualTo(12);
        assertThat(lifecycle.replicationFactor()).isEqualTo((short) 3);
        assertThat(lifecycle.configs()).isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));
    }

    @Test
    void leavesTheReplicationToTheBrokersUnlessItIsGiven() {
        assertThat(TopicCreation.declared(Optional.empty()))
                .allSatisfy(topic -> assertThat(topic.replicationFactor()).isEqualTo((short) -1));
    }

    @Test
    void knowsABrokersDirectoryThatHasEveryPartition(@TempDir Path directory) throws IOException {
        for (NewTopic topic : TopicCreation.declared(Optional.empty())) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                Files.createDirectory(directory.resolve(topic.name() + "-" + partition));
            }
        }
        assertThat(TopicCreation.lieIn(directory)).isTrue();

        Files.delete(directory.resolve("docurift.jobs.lifecycle.v1-11"));
        assertThat(TopicCreation.lieIn(directory)).isFalse();
    }
}
