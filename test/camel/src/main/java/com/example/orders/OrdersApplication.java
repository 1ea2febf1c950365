package com.example.orders;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.micrometer.v1_5.OpenTelemetryMeterRegistry;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.main.Main;

public final class OrdersApplication {
  private OrdersApplication() {}

  public static void main(String[] arguments) throws Exception {
    OpenTelemetry telemetry = Telemetry.start();
    Main main = new Main(OrdersApplication.class);
    main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, OpenTelemetryMeterRegistry.create(telemetry));
    main.bind("routeMetrics", new MicrometerRoutePolicyFactory());
    main.bind("tracer", telemetry.getTracer("camel"));
    main.bind("propagators", telemetry.getPropagators());
    main.run(arguments);
  }
}
