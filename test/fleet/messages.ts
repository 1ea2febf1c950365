import type { Random } from "./random.ts";
import type { MessageKind } from "./route-model.ts";

/** A message on its way through the shop. The attributes are the business keys an operator has promoted. */
export interface Message {
  readonly kind: MessageKind;
  readonly attributes: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const channels = ["web", "mobile", "partner"] as const;
const articles = ["lamp", "chair", "desk", "shelf", "sofa", "rug", "mirror", "vase"] as const;

export function newMessage(random: Random, kind: MessageKind): Message {
  if (kind === "tick") return { kind, attributes: {}, headers: { firedTime: "timer" }, body: "" };
  if (kind === "stock") return stockMovement(random);
  return order(random);
}

function stockMovement(random: Random): Message {
  const sku = `${random.pick(articles)}-${random.int(100, 999)}`;
  const movementId = `M-${random.int(1_000_000, 9_999_999)}`;
  return {
    kind: "stock",
    attributes: { sku, movementId },
    headers: { movementId, "kafka.TOPIC": "stock-movements", "kafka.PARTITION": String(random.int(0, 11)) },
    body: JSON.stringify({ sku, quantity: random.int(-20, 200), minimum: 10, warehouse: random.pick(["ber", "ham", "muc"]) }),
  };
}

function order(random: Random): Message {
  const orderId = `O-${random.int(100_000, 999_999)}`;
  const customerId = `C-${random.int(1_000, 9_999)}`;
  const items = Array.from({ length: random.int(1, 4) }, () => ({
    sku: `${random.pick(articles)}-${random.int(100, 999)}`,
    quantity: random.int(1, 5),
  }));
  const amount = Math.round(random.around(18_000, 0.9)) / 100;
  const channel = random.pick(channels);
  return {
    kind: "order",
    attributes: { orderId, customerId, channel, sku: items[0]?.sku ?? "" },
    headers: { orderId, channel, "Content-Type": "application/json", Authorization: "***", breadcrumbId: `B-${random.hex(12)}` },
    body: JSON.stringify({ orderId, customerId, amount, currency: "EUR", card: "**** **** **** 4242", items }),
  };
}

/** The same business seen by the next app. */
export function derive(message: Message, kind: MessageKind): Message {
  if (message.kind === kind) return message;
  const { orderId = "", customerId = "" } = message.attributes;
  const extra: Partial<Record<MessageKind, Record<string, string>>> = {
    invoice: { invoiceId: orderId.replace("O-", "I-") },
    parcel: { parcelId: orderId.replace("O-", "P-") },
    notice: { topic: message.kind },
  };
  const attributes = Object.fromEntries(Object.entries({ orderId, customerId, ...extra[kind] }).filter(([, value]) => value !== ""));
  return { kind, attributes, headers: { ...attributes, JMSMessageID: `ID:${orderId}` }, body: JSON.stringify(attributes) };
}

/** Puts the message's values into `{key}` and `${header.key}`. */
export function fillIn(text: string, message: Message): string {
  return text.replace(/\$?\{(?:header\.|body\.)?(\w+)\}/g, (whole, key: string) => message.attributes[key] ?? whole);
}
