/** Why a file is not an application that can be run. The sentence is for the person who uploaded it. */
export class Refusal extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "Refusal";
  }
}
