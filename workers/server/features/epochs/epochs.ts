/**
 * Two numbers per tenant. A change of who may do what raises one of them in its own transaction; whoever remembers something that was read
 * under a lower number must forget it.
 */
export interface Epochs {
  /** People, API keys, external tokens, rules, the identity provider. */
  readonly people: number;
  /** Agents, bootstrap tokens and runners. */
  readonly machines: number;
}

/** Of a tenant in which nothing has changed yet. */
export const noEpochs: Epochs = { people: 0, machines: 0 };
