export interface CallName {
  /** Method and path, without the version, what is asked and whose name it is. */
  readonly kind: string;
  /** The name in the path; empty when there is none. */
  readonly id: string;
}

const aboutOne = /^\/(containers|exec|networks|images)\/(?!json$|create$)(.+?)(\/(?:json|start|stop|update|exec|logs|stats|tag))?$/;

/** Which call of the engine's API this is. */
export function callName(method: string, url: string): CallName {
  const path = decodeURIComponent(new URL(url, "http://engine").pathname).replace(/^\/v1\.\d+/, "");
  const [, things = "", id = "", part = ""] = aboutOne.exec(path) ?? [];
  return { kind: `${method} ${id === "" ? path : `/${things}/:id${part}`}`, id };
}
