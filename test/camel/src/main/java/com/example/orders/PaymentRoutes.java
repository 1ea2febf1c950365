package com.example.orders;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;

public class PaymentRoutes extends RouteBuilder {
  @Override
  public void configure() {
    onException(HttpOperationFailedException.class)
        .maximumRedeliveries(2).redeliveryDelay(50)
        .log("Payment of order ${header.order} failed: ${exception.message}");

    from("direct:charge-payment").routeId("charge-payment")
        .setHeader("order", simple("${body.id}"))
        .setBody(simple("${body.card}")).id("card-of-order")
        .removeHeaders("CamelHttp*")
        .setHeader(Exchange.HTTP_METHOD, constant("POST"))
        .to("{{gateway.url}}/payments").id("call-gateway");

    from("platform-http:/payments?httpMethodRestrict=POST").routeId("payment-gateway")
        .choice().id("card-accepted")
          .when(bodyAs(String.class).endsWith("0002")).id("declined")
            .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(402))
            .setBody(constant("Card declined")).id("decline")
          .otherwise()
            .setBody(constant("Authorized")).id("authorize")
        .end();
  }
}
