CREATE TABLE "authorizations" (
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"scope" text[] DEFAULT '{}'::text[] NOT NULL,
	"roles" text[] DEFAULT '{}'::text[] NOT NULL,
	"state" text NOT NULL,
	"pending" boolean NOT NULL,
	"date_created" timestamp (3) with time zone NOT NULL,
	"date_modified" timestamp (3) with time zone NOT NULL,
	"created_by" uuid,
	"modified_by" uuid,
	CONSTRAINT "authorizations_pk" PRIMARY KEY("organization_id","client_id")
);
--> statement-breakpoint
CREATE TABLE "client_roles" (
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	"division_id" text NOT NULL,
	CONSTRAINT "client_roles_pk" PRIMARY KEY("client_id","role_id","division_id")
);
--> statement-breakpoint
CREATE TABLE "clients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"authorized_grant_type" text NOT NULL,
	"access_token_validity_seconds" bigint NOT NULL,
	"registered_redirect_uri" text[] DEFAULT '{}'::text[] NOT NULL,
	"scope" text[] DEFAULT '{}'::text[] NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"secret_hash" text,
	"date_to_delete" timestamp (3) with time zone,
	"date_created" timestamp (3) with time zone NOT NULL,
	"date_modified" timestamp (3) with time zone NOT NULL,
	"created_by" uuid,
	"modified_by" uuid,
	CONSTRAINT "clients_organization_id_id_unique" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"permissions" text[] NOT NULL,
	CONSTRAINT "roles_organization_id_name_unique" UNIQUE("organization_id","name"),
	CONSTRAINT "roles_organization_id_id_unique" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"user_id" text DEFAULT '' NOT NULL,
	"date_issued" timestamp (3) with time zone NOT NULL,
	"date_expires" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_counts" (
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"day" date NOT NULL,
	"user_id" text DEFAULT '' NOT NULL,
	"template_uri" text NOT NULL,
	"http_method" text NOT NULL,
	"status200" bigint DEFAULT 0 NOT NULL,
	"status300" bigint DEFAULT 0 NOT NULL,
	"status400" bigint DEFAULT 0 NOT NULL,
	"status500" bigint DEFAULT 0 NOT NULL,
	"status429" bigint DEFAULT 0 NOT NULL,
	"requests" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_counts_pk" PRIMARY KEY("organization_id","client_id","day","user_id","template_uri","http_method")
);
--> statement-breakpoint
CREATE TABLE "usage_executions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"selection" jsonb NOT NULL,
	"date_ready" timestamp (3) with time zone NOT NULL,
	"date_expires" timestamp (3) with time zone NOT NULL,
	"results" jsonb
);
--> statement-breakpoint
ALTER TABLE "authorizations" ADD CONSTRAINT "authorizations_client_fk" FOREIGN KEY ("organization_id","client_id") REFERENCES "public"."clients"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_roles" ADD CONSTRAINT "client_roles_client_fk" FOREIGN KEY ("organization_id","client_id") REFERENCES "public"."clients"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_roles" ADD CONSTRAINT "client_roles_role_fk" FOREIGN KEY ("organization_id","role_id") REFERENCES "public"."roles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_client_fk" FOREIGN KEY ("organization_id","client_id") REFERENCES "public"."clients"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_counts" ADD CONSTRAINT "usage_counts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_executions" ADD CONSTRAINT "usage_executions_client_fk" FOREIGN KEY ("organization_id","client_id") REFERENCES "public"."clients"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clients_date_to_delete_index" ON "clients" USING btree ("date_to_delete") WHERE "clients"."date_to_delete" is not null;--> statement-breakpoint
CREATE INDEX "tokens_client_id_index" ON "tokens" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "tokens_date_expires_index" ON "tokens" USING btree ("date_expires");--> statement-breakpoint
CREATE INDEX "usage_executions_date_expires_index" ON "usage_executions" USING btree ("date_expires");