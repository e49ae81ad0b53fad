package com.docurift.platform.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.docurift.platform.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void letsAFreePortPass() {
        int port = Ports.anyFree();

        assertThatCode(() -> Ports.requireFree("127.0.0.1", port, "A_PORT")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1"})
    void namesThePortAndItsSettingWhenAnotherListensOnEitherAddress(String listensOn) throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(listensOn, 0));
            int port = other.getLocalPort();

            for (String wanted : new String[] {"0.0.0.0", "127.0.0.1"}) {
                assertThatThrownBy(() -> Ports.requireFree(wanted, port, "A_PORT"))
                        .isInstanceOf(StartFailure.class)
                        .hasMessage("Port " + port
                                + " is already in use: stop the process that listens on it, or set A_PORT to a"
                                + " free port.");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void refusesWhatIsNoPort(int port) {
        assertThatThrownBy(() -> Ports.requireFree("127.0.0.1", port, "A_PORT"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("A_PORT is " + port + ", but a port is a number from 1 to 65535.");
    }
}
