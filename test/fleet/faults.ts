import type { Fault } from "./route-model.ts";
import { takes } from "./nodes.ts";

const camel = [
  "org.apache.camel.processor.SendProcessor.process(SendProcessor.java:172)",
  "org.apache.camel.processor.errorhandler.RedeliveryErrorHandler$SimpleTask.run(RedeliveryErrorHandler.java:474)",
  "org.apache.camel.impl.engine.DefaultReactiveExecutor$Worker.schedule(DefaultReactiveExecutor.java:192)",
  "org.apache.camel.processor.Pipeline.process(Pipeline.java:163)",
  "org.apache.camel.impl.engine.CamelInternalProcessor.process(CamelInternalProcessor.java:354)",
];
const http = [
  "java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:278)",
  "org.apache.camel.component.http.HttpProducer.executeMethod(HttpProducer.java:521)",
  ...camel,
];

/** What goes wrong in the fleet, as Camel reports it. */
export const faults = {
  readTimeout: { errorClass: "java.net.SocketTimeoutException", message: "Read timed out", after: takes(2_000_000, 0.02), stack: http },
  connectionRefused: {
    errorClass: "org.apache.hc.client5.http.HttpHostConnectException",
    message: "Connect to http://carrier:8080 failed: Connection refused",
    after: takes(1_500),
    stack: http,
  },
  serverError: {
    errorClass: "org.apache.camel.http.base.HttpOperationFailedException",
    message: "HTTP operation failed invoking http://payments/charge with statusCode: 503",
    after: takes(40_000),
    stack: http,
  },
  badJson: {
    errorClass: "com.fasterxml.jackson.core.JsonParseException",
    message: "Unexpected character ('}' (code 125)): expected a value at [line: 7, column: 18]",
    after: takes(300),
    stack: [
      "com.fasterxml.jackson.core.JsonParser._constructError(JsonParser.java:2584)",
      "org.apache.camel.component.jackson.AbstractJacksonDataFormat.unmarshal(AbstractJacksonDataFormat.java:167)",
      ...camel,
    ],
  },
  invalidOrder: {
    errorClass: "org.apache.camel.support.processor.PredicateValidationException",
    message: "Validation failed for Predicate[${body.amount} > 0]. Exchange of order {orderId}",
    after: takes(60),
    stack: ["org.apache.camel.support.processor.PredicateValidatingProcessor.process(PredicateValidatingProcessor.java:88)", ...camel],
  },
  outOfStock: {
    errorClass: "com.acme.inventory.OutOfStockException",
    message: "No stock left of {sku}",
    after: takes(900),
    stack: [
      "com.acme.inventory.Stock.reserve(Stock.java:61)",
      "org.apache.camel.component.bean.MethodInfo.invoke(MethodInfo.java:494)",
      ...camel,
    ],
  },
  cardDeclined: {
    errorClass: "com.acme.billing.CardDeclinedException",
    message: "Card of customer {customerId} was declined: insufficient funds",
    after: takes(120_000),
    stack: ["com.acme.billing.Payments.charge(Payments.java:104)", ...camel],
  },
  deadlock: {
    errorClass: "org.springframework.dao.CannotAcquireLockException",
    message: "could not serialize access due to concurrent update",
    after: takes(25_000),
    stack: [
      "org.springframework.jdbc.core.JdbcTemplate.execute(JdbcTemplate.java:658)",
      "org.apache.camel.component.sql.SqlProducer.process(SqlProducer.java:142)",
      ...camel,
    ],
  },
  brokerAway: {
    errorClass: "org.apache.kafka.common.errors.TimeoutException",
    message: "Topic parcels not present in metadata after 3000 ms.",
    after: takes(3_000_000, 0.01),
    stack: ["org.apache.kafka.clients.producer.KafkaProducer.waitOnMetadata(KafkaProducer.java:1167)", ...camel],
  },
  mailboxFull: {
    errorClass: "jakarta.mail.SendFailedException",
    message: "452 4.2.2 Mailbox of {customerId} is full",
    after: takes(80_000),
    stack: camel,
  },
} as const satisfies Record<string, Fault>;
