/** The settings of a program between the stand-ins; no test runner in here, benches use it too. */
interface Platform {
	readonly token: string;
	readonly apiUrl: string;
}

export const settingsFor = (discord: Platform, telegram: Platform, dataDir: string) => ({
	DISCORD_TOKEN: discord.token,
	DISCORD_API_URL: discord.apiUrl,
	TELEGRAM_TOKEN: telegram.token,
	TELEGRAM_API_URL: telegram.apiUrl,
	DATA_DIR: dataDir,
	PORT: '0',
	FETCH_ALLOW_PRIVATE: '127.0.0.0/8',
	POLL_MIN_SECONDS: '1',
	POLL_MAX_SECONDS: '1',
});
