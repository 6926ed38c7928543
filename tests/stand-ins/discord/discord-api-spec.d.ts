/** The package ships these schemas without types; named here are the ones that the stand-in uses. */
declare module 'discord-api-spec/zod' {
	import type { ZodMiniType } from 'zod/mini';

	type Body = ZodMiniType<Record<string, unknown>>;
	export const ApplicationCommandUpdateRequestSchema: Body;
	export const IncomingWebhookInteractionRequestSchema: Body;
	export const IncomingWebhookRequestPartialSchema: Body;
	export const IncomingWebhookUpdateRequestPartialSchema: Body;
	export const MessageCreateRequestSchema: Body;
	export const MessageEditRequestPartialSchema: Body;
}
