/** Two humps and a sun. */
export function Logo({ className = "size-6" }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="8" className="fill-[light-dark(#0f5d70,#14677b)]" />
      <path
        d="M5.5 22.5c2.6 0 3.3-8.5 6-8.5 2.4 0 2.5 4.5 4.5 4.5s2.6-9 5.2-9c3 0 2.8 13 5.3 13"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="24.5" cy="6.8" r="2.1" fill="#f0c48a" />
    </svg>
  );
}
