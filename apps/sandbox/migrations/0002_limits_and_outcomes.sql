CREATE TABLE "divisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"is_home" boolean DEFAULT false NOT NULL,
	CONSTRAINT "divisions_organization_id_name_unique" UNIQUE("organization_id","name")
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "token_minutes" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"date_started" timestamp (3) with time zone NOT NULL,
	"calls" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "usage_executions" ADD COLUMN "outcome" text DEFAULT 'completes' NOT NULL;--> statement-breakpoint
ALTER TABLE "divisions" ADD CONSTRAINT "divisions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "token_minutes_date_started_index" ON "token_minutes" USING btree ("date_started");