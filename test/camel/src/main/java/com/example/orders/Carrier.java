package com.example.orders;

public class Carrier {
  private static final String UNREACHABLE = "Nowhere 1";

  public void book(Order order) {
    if (order.address().equals(UNREACHABLE)) {
      throw new IllegalStateException("Carrier does not deliver to " + order.address());
    }
  }
}
