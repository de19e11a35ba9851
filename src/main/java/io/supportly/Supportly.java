package io.supportly;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Supportly {
    public static void main(String[] args) {
        SpringApplication.run(Supportly.class, args);
    }
}
