using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TradeStore.Live;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.AdHoc;
using TradeStore.Storage.Schema;

namespace TradeStore.Statistics.Daily;

/// <summary>Adds up what is stored by bot and UTC day, in the database, however much it is.</summary>
internal sealed class PerformanceReading(ReadContext context, LiveState live, TimeProvider clock)
{
    // Without the wider types DuckDB multiplies within the digits of the columns. Numbers of 4 decimals are multiplied exactly, and without the slow division
    // that rounding takes. The cast rounds half away from zero; positions round half to even, so that an odd last digit goes back at a tie. What 38 digits do not
    // hold is multiplied here.
    private const string Fills = """
        WITH numbers AS (
            SELECT *, TRY_CAST(quantity AS DECIMAL(18,4)) AS short_quantity, TRY_CAST(price AS DECIMAL(18,4)) AS short_price,
                TRY_CAST(quantity AS DECIMAL(20,8)) AS narrow_quantity, TRY_CAST(price AS DECIMAL(18,8)) AS narrow_price
            FROM executions {0}
        ), products AS (
            SELECT *, if(narrow_quantity = quantity AND narrow_price = price, narrow_quantity * narrow_price, NULL) AS product FROM numbers
        ), notionals AS (
            SELECT *, CASE
                WHEN short_quantity = quantity AND short_price = price THEN TRY_CAST(CAST(short_quantity AS DECIMAL(20,4)) * short_price AS {2})
                ELSE {3} END AS notional
            FROM products
        )
        SELECT bot_id, exchange, symbol, greatest(CAST(executed_at AS DATE), $since) AS date, sum(if(side = 'buy', quantity, -quantity)) AS quantity,
            coalesce(sum(if(side = 'buy', notional, -notional)), 0) AS notional, sum(coalesce(realized_pnl, 0)) AS realized, sum(if(commission_currency <> quote_currency, 0, commission)) + sum(fees) AS charges,
            arg_max(price, row(executed_at, reported_at, execution_id)) AS price, max(executed_at) AS priced_at,
            string_agg(if(side = 'buy', quantity, -quantity)::VARCHAR || '*' || price::VARCHAR, ' ') FILTER (notional IS NULL) AS products
        FROM notionals GROUP BY ALL
        """;

    private const string RoundedProduct = """
        CASE
            WHEN abs(product - CAST(product AS DECIMAL(38,8))) = 0.000000005
                AND CAST(CAST(product AS DECIMAL(28,8)) * 0.5 AS DECIMAL(28,8)) * 2 <> CAST(product AS DECIMAL(28,8))
            THEN CAST(product AS DECIMAL(28,8)) - if(product < 0, -0.00000001, 0.00000001)
            ELSE TRY_CAST(product AS DECIMAL(28,8)) END
        """;

    // Of as many digits as a decimal holds, so that nothing is rounded at all.
    private const string WholeProduct = "if(abs(product) < 10000000000, CAST(product AS DECIMAL(38,18)), NULL)";

    private const string Prices = """
        SELECT bot_id, exchange, symbol, greatest(CAST(ts AS DATE), $since) AS date, arg_max(current_price, ts) AS price, max(ts) AS priced_at
        FROM position_snapshots {0} GROUP BY ALL HAVING price IS NOT NULL
        """;

    private const string Trades = """
        SELECT bot_id, greatest(CAST(exit_time AS DATE), $since) AS date, count(*) AS closed, count(*) FILTER (pnl_usd > 0) AS won, count(*) FILTER (pnl_usd < 0) AS lost,
            sum(greatest(pnl_usd, 0)) AS gains, sum(greatest(-pnl_usd, 0)) AS losses, sum(if(market_id IS NULL, 0, pnl_usd)) AS market_pnl
        FROM trades {0} {1} status = 'closed' GROUP BY ALL
        """;

    private const string Equities = """
        SELECT bot_id, greatest(CAST(ts AS DATE), $since) AS date, arg_max(equity, ts) AS equity
        FROM portfolio_snapshots {0} {1} snapshot_type = 'eod' AND equity IS NOT NULL GROUP BY ALL
        """;

    private const string Positions = """
        SELECT bot_id, exchange, symbol, current_price AS price FROM positions {0} {1} side <> 'flat' AND current_price IS NOT NULL
        """;

    private readonly AdHocQuery _query = new(context);

    /// <summary>Gets the UTC day that it is.</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Reads all there is, in one snapshot: a fill is in it with the round trip that it closed, or neither is.</summary>
    /// <param name="botId">Only that of a bot; of all when it is <see langword="null"/>.</param>
    /// <param name="since">The day that everything before is added to: for changes from one day to the next, more need not be known.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<PerformanceData> ReadAsync(string? botId, DateOnly since, CancellationToken cancellationToken)
    {
        var fills = Statement<FillDay>(Fills, botId, since);
        var prices = Statement<PriceDay>(Prices, botId, since);
        var positions = Statement<PositionPrice>(Positions, botId, since: null);
        var trades = Statement<TradeDay>(Trades, botId, since);
        var equities = Statement<EquityDay>(Equities, botId, since);
        await _query.RunAsync([fills, prices, positions, trades, equities], QueryOptions.Default, cancellationToken).ConfigureAwait(false);
        return new PerformanceData
        {
            Numbers = live.Numbers,
            Bots = [.. live.Bots.Rows.Where(b => botId is null || b.BotId == botId)],
            Fills = [.. fills.Rows.Select(f => f.Multiplied(live.Numbers))],
            Prices = [.. prices.Rows, .. positions.Rows.Select(AsOfNow)],
            Trades = trades.Rows,
            Equities = equities.Rows,
        };
    }

    private AdHocStatement<T> Statement<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties)] T>(string sql, string? botId, DateOnly? since)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (botId is not null)
        {
            parameters.Add("bot", botId);
        }

        if (since is not null)
        {
            parameters.Add("since", since);
        }

        return new AdHocStatement<T>(
            string.Format(
                CultureInfo.InvariantCulture,
                sql,
                botId is null ? "" : "WHERE bot_id = $bot",
                botId is null ? "WHERE" : "AND",
                NumberFormats.Of(context.Catalog.Precision, NumberRole.Amount),
                context.Catalog.Precision == NumberPrecision.Token ? WholeProduct : RoundedProduct),
            parameters);
    }

    // What a position is valued at now is later than all other prices.
    private PriceDay AsOfNow(PositionPrice position) => new(position.BotId, position.Exchange, position.Symbol, Today, position.Price, DateTime.MaxValue);
}
