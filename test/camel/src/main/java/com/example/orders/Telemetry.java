package com.example.orders;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;

/** The OpenTelemetry SDK, configured by the ordinary OTEL_* variables; the Java agent's own when one is attached. */
final class Telemetry {
  private Telemetry() {}

  static OpenTelemetry start() {
    if (GlobalOpenTelemetry.isSet()) {
      return GlobalOpenTelemetry.get();
    }
    OpenTelemetry telemetry = AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(() -> Map.of(
            "otel.service.name", "orders",
            "otel.exporter.otlp.protocol", "http/protobuf"))
        .setResultAsGlobal()
        .build()
        .getOpenTelemetrySdk();
    OpenTelemetryAppender.install(telemetry);
    return telemetry;
  }
}
