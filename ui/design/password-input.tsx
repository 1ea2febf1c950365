import { Eye, EyeOff } from "lucide-react";
import type { ComponentProps } from "react";
import { useState } from "react";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Input } from "#ui/design/input.tsx";

interface PasswordInputProps extends Omit<ComponentProps<typeof Input>, "type"> {
  readonly autoComplete: "current-password" | "new-password";
}

/** A password field that can show what was typed. */
export function PasswordInput({ className, ...rest }: PasswordInputProps) {
  const [shown, setShown] = useState(false);
  return (
    <div className="relative flex items-center">
      <Input {...rest} type={shown ? "text" : "password"} className={`pr-10 ${className ?? ""}`} />
      <IconButton
        label={shown ? "Hide password" : "Show password"}
        size="sm"
        icon={shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        onClick={() => setShown(!shown)}
        className="absolute! right-1.5"
      />
    </div>
  );
}
