package com.example.orders;

import com.example.orders.Warehouse.OutOfStockException;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;

public class OrderRoutes extends RouteBuilder {
  @Override
  public void configure() {
    from("platform-http:/orders?httpMethodRestrict=POST").routeId("orders-api")
        .unmarshal().json(Order.class).id("read-order")
        .log("Order ${body.id} received").id("log-received")
        .wireTap("seda:audit").id("tap-audit")
        .enrich("direct:price-order", keepOrderWithTotal()).id("add-total")
        .to("direct:reserve-stock").id("reserve-stock-hop")
        .choice().id("express-or-standard")
          .when(simple("${body.express}")).id("express")
            .setHeader("service", constant("express")).id("set-express")
          .otherwise().id("standard")
            .setHeader("service", constant("standard")).id("set-standard")
        .end()
        .enrich("direct:charge-payment", AggregationStrategies.useOriginal(true)).id("charge")
        .multicast().parallelProcessing().id("announce-order")
          .to("direct:notify-customer", "seda:shipping?waitForTaskToComplete=Never")
        .end()
        .setBody(simple("{\"order\":\"${body.id}\",\"cents\":${header.cents}}")).id("receipt");

    from("direct:price-order").routeId("price-order")
        .split(simple("${body.lines}"), sumOfCents()).stopOnException().id("each-line")
          .bean(Catalogue.class, "price").id("price-line")
        .end();

    from("direct:reserve-stock").routeId("reserve-stock")
        .doTry().id("try-reserve")
          .bean(Warehouse.class, "reserve").id("reserve")
        .doCatch(OutOfStockException.class).id("sold-out")
          .log("Back order for ${body.id}: ${exception.message}")
          .setHeader("backorder", constant(true)).id("mark-backorder")
        .end();

    from("direct:notify-customer").routeId("notify-customer")
        .filter(simple("${body.email} != null")).id("has-email")
          .log("Mail to ${body.customer}: order ${body.id} accepted")
        .end();

    from("seda:audit").routeId("audit-trail")
        .log("Audit: ${body.id}");
  }

  private static AggregationStrategy keepOrderWithTotal() {
    return (order, priced) -> {
      order.getMessage().setHeader("cents", priced.getMessage().getBody());
      return order;
    };
  }

  private static AggregationStrategy sumOfCents() {
    return (sum, line) -> sum == null ? line : withBody(sum, cents(sum) + cents(line));
  }

  private static int cents(Exchange exchange) {
    return exchange.getMessage().getBody(Integer.class);
  }

  private static Exchange withBody(Exchange exchange, int cents) {
    exchange.getMessage().setBody(cents);
    return exchange;
  }
}
