package org.amparo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Amparo. */
@SpringBootApplication
public class Amparo {
    public static void main(String[] arguments) {
        SpringApplication.run(Amparo.class, arguments);
    }
}
