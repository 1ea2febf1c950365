import { PageHeader } from "#ui/design/page-header.tsx";

export function ExchangePage() {
  return <PageHeader title="Exchange" />;
}
