package com.example.orders;

import java.util.Map;

public class Catalogue {
  private static final Map<String, Integer> CENTS_BY_SKU = Map.of("TEA-01", 450, "CUP-07", 1290, "POT-03", 3900, "KETTLE-09", 8900);

  /** Price of one order line in cents. */
  public int price(Order.Line line) {
    Integer cents = CENTS_BY_SKU.get(line.sku());
    if (cents == null) {
      throw new IllegalArgumentException("No price for article " + line.sku());
    }
    return cents * line.quantity();
  }
}
