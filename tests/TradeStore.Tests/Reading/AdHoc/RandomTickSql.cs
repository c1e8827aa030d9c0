using System.Globalization;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>Makes statements that read ticks, <c>{ticks}</c>, in all the ways that conditions on their time can stand in: each returns a column <c>line</c>.</summary>
internal sealed class RandomTickSql(Random random, DateTime from, int days)
{
    private Dictionary<string, object?> _parameters = [];

    public (string Sql, IReadOnlyDictionary<string, object?> Parameters) Next()
    {
        _parameters = [];
        return (Select(2), _parameters);
    }

    private string Select(int depth) => random.Next(13) switch
    {
        0 => $"{Select(depth)} UNION ALL {One("t", "{ticks}", depth)}",
        1 => $"WITH d AS ({Ticks("t", depth)}) SELECT concat(count(*), ' ', min(ts)) AS line FROM d t WHERE {Condition("t", depth)}",
        2 => $"SELECT concat(symbol, count(*)) AS line FROM {{ticks}} WHERE {Condition("", depth)} GROUP BY symbol HAVING count(*) > {random.Next(3)}",
        3 => $"SELECT concat(symbol, ts, lag(sequence_number) OVER (PARTITION BY symbol ORDER BY ts)) AS line FROM {{ticks}} t WHERE {Condition("t", depth)}",
        4 => $"SELECT concat(v.symbol, b.ts, b.sequence_number) AS line FROM (VALUES ('A', CAST({Time()} AS TIMESTAMP)), ('B', CAST({Time()} AS TIMESTAMP))) v(symbol, asked) ASOF LEFT JOIN {{ticks}} b ON v.symbol = b.symbol AND v.asked >= b.ts WHERE {Condition("b", depth)}",
        5 => One("t", $"({Ticks("q", depth)})", depth),
        < 10 => Joined(depth),
        _ => One("t", "{ticks}", depth),
    };

    private string Ticks(string name, int depth) => $"SELECT * FROM {{ticks}} {name} WHERE {Condition(name, depth)}";

    private string One(string name, string source, int depth) =>
        $"SELECT concat({name}.symbol, {name}.ts, {name}.sequence_number) AS line FROM {source} {name} WHERE {Condition(random.Next(2) == 0 ? "" : name, depth)}";

    private string Joined(int depth)
    {
        const string Same = "a.symbol = b.symbol AND a.sequence_number = b.sequence_number";
        var join = random.Next(8) switch
        {
            0 => $"LEFT JOIN {{ticks}} b ON {Same} AND b.ts > a.ts + INTERVAL {random.Next(4)} DAY",
            1 => $"RIGHT JOIN {{ticks}} b ON {Same} AND b.ts > a.ts",
            2 => $"FULL JOIN {{ticks}} b ON {Same} AND b.ts = a.ts + INTERVAL {random.Next(4)} DAY",
            3 => $"ASOF LEFT JOIN {{ticks}} b ON a.symbol = b.symbol AND a.ts > b.ts",
            4 => $"SEMI JOIN (FROM {{ticks}} b WHERE {Condition("b", depth - 1)}) b ON {Same}",
            5 => $"ANTI JOIN (FROM {{ticks}} b WHERE {Condition("b", depth - 1)}) b ON {Same}",
            6 => ", {ticks} b",
            _ => $"JOIN {{ticks}} b ON {Same}",
        };
        var isOne = join.StartsWith("SEMI", StringComparison.Ordinal) || join.StartsWith("ANTI", StringComparison.Ordinal);
        var columns = isOne ? "count(*), min(a.ts), max(a.ts)" : "count(*), min(a.ts), max(a.ts), count(b.ts), min(b.ts), max(b.ts)";
        var where = isOne || random.Next(3) == 0 ? Condition("a", depth) : random.Next(2) == 0 ? Condition("b", depth) : $"{Condition("a", depth)} AND {Condition("b", depth)}";
        return $"SELECT concat_ws(' ', {columns}) AS line FROM {{ticks}} a {join} WHERE {where}";
    }

    private string Condition(string name, int depth)
    {
        var prefix = name.Length == 0 ? "" : $"{name}.";
        var time = $"{prefix}ts";
        return random.Next(depth > 0 ? 14 : 9) switch
        {
            0 => $"{time} >= {Time()}",
            1 => $"{time} > {Time()} AND {time} < {Time()}",
            2 => $"{Time()} <= {time} AND {time} <= {Time()}",
            3 => $"{time} BETWEEN {Time()} AND {Time()}",
            4 => $"{time} = {Time()}",
            5 => $"{time} < {Time()}",
            6 => $"{prefix}symbol = '{(char)('A' + random.Next(4))}'",
            7 => $"{prefix}last_price > {random.Next(days)}",
            8 => $"{time} >= {Time()} AND {prefix}sequence_number < {random.Next(8)}",
            9 or 10 => $"({Condition(name, depth - 1)} AND {Condition(name, depth - 1)})",
            11 => $"({Condition(name, depth - 1)} OR {Condition(name, depth - 1)})",
            12 => $"NOT ({Condition(name, depth - 1)})",
            _ => $"{(random.Next(2) == 0 ? "" : "NOT ")}EXISTS (FROM {{ticks}} e WHERE e.symbol = {(name.Length == 0 ? "'A'" : $"{prefix}symbol")} AND {Condition("e", depth - 1)})",
        };
    }

    private string Time()
    {
        var time = from.AddDays(random.Next(-1, days + 1)).AddHours(random.Next(9) * 3).AddMicroseconds(random.Next(-1, 2));
        var text = time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        switch (random.Next(9))
        {
            case 0:
                return $"TIMESTAMP '{text}'";
            case 1:
                return $"DATE '{time:yyyy-MM-dd}'";
            case 2:
                return $"'{text}'::TIMESTAMP + INTERVAL ({random.Next(-3, 4)}) DAY";
            case 3:
                return $"date_trunc('day', TIMESTAMP '{text}')";
            case 4:
                return $"TIMESTAMP_NS '{text}999'";
            case 5:
                return $"(SELECT TIMESTAMP '{text}')";
            case 6:
                return $"'{text}'";
            default:
                var name = $"p{_parameters.Count}";
                _parameters.Add(name, random.Next(2) == 0 ? time : text);
                return random.Next(3) == 0 ? $"${name}::TIMESTAMP" : $"${name}";
        }
    }
}
