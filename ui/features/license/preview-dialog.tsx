import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import type { previewLicense } from "#schema/contract/license";
import { applyLicense } from "#schema/contract/license";
import type { LicenseChange } from "#ui/features/license/license-changes.ts";
import { licenseChanges } from "#ui/features/license/license-changes.ts";
import { licenseQuery } from "#ui/features/license/queries/license.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { Dialog } from "#ui/design/dialog.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface PreviewDialogProps {
  readonly token: string;
  readonly preview: Answer<typeof previewLicense>;
  readonly onClose: () => void;
  readonly onApplied: () => void;
}

const differs = ({ before, after }: LicenseChange): boolean => before !== after;

const columns: readonly Column<LicenseChange>[] = [
  { id: "what", header: <span className="sr-only">What</span>, width: "w-36", cell: ({ what }) => what },
  {
    id: "before",
    header: "Now",
    cell: (change) => (
      <span className={classNames("whitespace-normal", differs(change) && "text-muted line-through")}>{change.before}</span>
    ),
  },
  {
    id: "after",
    header: "Then",
    cell: (change) => (
      <span className={classNames("whitespace-normal", differs(change) && "font-semibold text-accent")}>{change.after}</span>
    ),
  },
];

/** What a license would change, before it does. */
export function PreviewDialog({ token, preview: { before, after, warnings }, onClose, onApplied }: PreviewDialogProps) {
  const client = useQueryClient();
  const apply = useMutation({
    mutationFn: () => request(applyLicense, { body: { token } }),
    onSuccess: (license) => {
      client.setQueryData(licenseQuery.queryKey, license);
      // What was refused for want of a license may be answered now.
      void client.invalidateQueries();
      toast.good(`The license of ${license.customer} holds now.`);
      onApplied();
    },
  });
  const known = before.sequence === after.sequence;
  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title={known ? "This license holds already" : "What it changes"}
      description={known ? undefined : `License ${after.sequence} of ${after.customer}`}
      footer={
        <>
          <Button onClick={onClose}>{known ? "Close" : "Cancel"}</Button>
          {!known && (
            <Button variant="primary" busy={apply.isPending} onClick={() => apply.mutate()}>
              Apply license
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {warnings.map((warning) => (
          <Callout key={warning} tone="warn">
            {warning}
          </Callout>
        ))}
        <div className="rounded-lg border border-line">
          <Table label="Changes" columns={columns} rows={licenseChanges(before, after)} rowKey={({ what }) => what} />
        </div>
      </div>
    </Dialog>
  );
}
