package com.example.orders;

import org.apache.camel.builder.RouteBuilder;

public class StockReportRoutes extends RouteBuilder {
  @Override
  public void configure() {
    from("timer:stock-report?period={{stock.report.period}}").routeId("stock-report")
        .bean(Warehouse.class, "levels").id("read-levels")
        .log("Stock: ${body}");
  }
}
