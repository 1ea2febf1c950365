package com.example.orders;

import org.apache.camel.builder.RouteBuilder;

public class ShippingRoutes extends RouteBuilder {
  @Override
  public void configure() {
    errorHandler(deadLetterChannel("direct:dead-letters").maximumRedeliveries(2).redeliveryDelay(50));

    from("seda:shipping").routeId("ship-order")
        .bean(Carrier.class, "book").id("book-carrier")
        .log("Order ${body.id} handed to the carrier");

    from("direct:dead-letters").routeId("dead-letters")
        .log("Order ${body.id} cannot be shipped: ${exception.message}").id("log-dead-letter");
  }
}
