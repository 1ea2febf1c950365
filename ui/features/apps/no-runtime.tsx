import { Link } from "@tanstack/react-router";
import { Boxes } from "lucide-react";
import { buttonClass } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { useMay } from "#ui/lib/session.ts";

/** While no runner can run apps: what one would get, and how. */
export function NoRuntime() {
  const mayAdd = useMay("runners:write");
  return (
    <Panel>
      <EmptyState
        icon={Boxes}
        title="Deploy your Camel apps from here"
        actions={
          mayAdd ? (
            <Link to="/admin/runners" className={buttonClass({ variant: "primary" })}>
              Add a runner
            </Link>
          ) : undefined
        }
      >
        <p>
          Upload a JAR, deploy it to your own Docker host without downtime, see its logs and exchanges, and go back when it breaks. It takes
          a runner on the host, which is one command{mayAdd ? "." : "; ask an administrator to add one."}
        </p>
      </EmptyState>
    </Panel>
  );
}
