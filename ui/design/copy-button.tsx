import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "#ui/design/icon-button.tsx";
import { toast } from "#ui/design/toast-store.ts";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied: `Copy exchange id`. */
  readonly label?: string;
  readonly size?: "sm" | "md";
  readonly className?: string;
}

export function CopyButton({ text, label = "Copy", size = "sm", className = "" }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1_600);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast.bad("The browser did not allow copying. Select the text and copy it by hand.");
    }
  }

  return (
    <IconButton
      label={copied ? "Copied" : label}
      size={size}
      className={className}
      icon={copied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
      onClick={(event) => {
        event.stopPropagation();
        void copy();
      }}
    />
  );
}
