ALTER TABLE "runners" ADD COLUMN "session_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "runners" ADD COLUMN "contested" boolean DEFAULT false NOT NULL;