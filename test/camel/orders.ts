/** The orders of this file each take the application's routes down one way that telemetry must show. */
export interface Order {
  id: string;
  customer: string;
  email?: string;
  card: string;
  address: string;
  express: boolean;
  lines: { sku: string; quantity: number }[];
}

const goodOrder: Order = {
  id: "A-1001",
  customer: "Ada Lovelace",
  email: "ada@example.com",
  card: "4242424242424242",
  address: "Main Street 1",
  express: true,
  lines: [
    { sku: "TEA-01", quantity: 2 },
    { sku: "CUP-07", quantity: 1 },
    { sku: "POT-03", quantity: 1 },
  ],
};

/** Everything succeeds: choice takes `express`, split has three lines, multicast two branches, wire tap, HTTP call. */
export const completedOrder = goodOrder;

/** The payment gateway answers 402 three times: two redeliveries, then the exchange fails and the caller gets 500. */
export const declinedOrder: Order = { ...goodOrder, id: "A-1002", card: "4000000000000002", express: false };

/** The second line of the split has no price: the exchange fails without redelivery. */
export const unpricedOrder: Order = {
  ...goodOrder,
  id: "A-1003",
  lines: [
    { sku: "TEA-01", quantity: 1 },
    { sku: "SPOON-02", quantity: 6 },
  ],
};

/** `doTry` meets a sold-out article and `doCatch` handles it: the exchange completes. */
export const backOrder: Order = { ...goodOrder, id: "A-1004", lines: [{ sku: "KETTLE-09", quantity: 1 }] };

/** The caller gets 200; behind `seda:shipping` the carrier refuses, twice redelivered, and the dead letter route takes over. */
export const undeliverableOrder: Order = { ...goodOrder, id: "A-1005", address: "Nowhere 1" };
