package com.example.orders;

import java.util.List;

public record Order(String id, String customer, String email, String card, String address, boolean express, List<Line> lines) {
  public record Line(String sku, int quantity) {}
}
