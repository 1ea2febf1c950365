import { PageHeader } from "#ui/design/page-header.tsx";

export function ExchangesPage() {
  return <PageHeader title="Exchanges" />;
}
