package com.example.orders;

public class Warehouse {
  private static final String SOLD_OUT = "KETTLE-09";

  public static class OutOfStockException extends Exception {
    OutOfStockException(String sku) {
      super("Article " + sku + " is out of stock");
    }
  }

  public void reserve(Order order) throws OutOfStockException {
    for (Order.Line line : order.lines()) {
      if (line.sku().equals(SOLD_OUT)) {
        throw new OutOfStockException(line.sku());
      }
    }
  }

  public String levels() {
    return "TEA-01=120, CUP-07=48, POT-03=12, KETTLE-09=0";
  }
}
