namespace TradeStore.DuckDb.Engine;

/// <summary>DuckDB's kinds of statement, numbered as <c>duckdb_statement_type</c> and, above 27, as the engine's own enumeration.</summary>
public enum DuckDbStatementType
{
    /// <summary>No statement.</summary>
    Invalid = 0,

    /// <summary>SELECT.</summary>
    Select = 1,

    /// <summary>INSERT.</summary>
    Insert = 2,

    /// <summary>UPDATE.</summary>
    Update = 3,

    /// <summary>EXPLAIN.</summary>
    Explain = 4,

    /// <summary>DELETE.</summary>
    Delete = 5,

    /// <summary>PREPARE.</summary>
    Prepare = 6,

    /// <summary>CREATE.</summary>
    Create = 7,

    /// <summary>EXECUTE.</summary>
    Execute = 8,

    /// <summary>ALTER.</summary>
    Alter = 9,

    /// <summary>BEGIN, COMMIT or ROLLBACK.</summary>
    Transaction = 10,

    /// <summary>COPY.</summary>
    Copy = 11,

    /// <summary>ANALYZE.</summary>
    Analyze = 12,

    /// <summary>SET VARIABLE.</summary>
    VariableSet = 13,

    /// <summary>CREATE FUNCTION.</summary>
    CreateFunction = 14,

    /// <summary>DROP.</summary>
    Drop = 15,

    /// <summary>EXPORT.</summary>
    Export = 16,

    /// <summary>PRAGMA.</summary>
    Pragma = 17,

    /// <summary>VACUUM.</summary>
    Vacuum = 18,

    /// <summary>CALL.</summary>
    Call = 19,

    /// <summary>SET.</summary>
    Set = 20,

    /// <summary>LOAD.</summary>
    Load = 21,

    /// <summary>A relation of the relational API.</summary>
    Relation = 22,

    /// <summary>A statement that an extension added.</summary>
    Extension = 23,

    /// <summary>A serialised plan.</summary>
    LogicalPlan = 24,

    /// <summary>ATTACH.</summary>
    Attach = 25,

    /// <summary>DETACH.</summary>
    Detach = 26,

    /// <summary>Several statements in one.</summary>
    Multi = 27,

    /// <summary>COPY FROM DATABASE.</summary>
    CopyDatabase = 28,

    /// <summary>UPDATE EXTENSIONS.</summary>
    UpdateExtensions = 29,

    /// <summary>MERGE INTO.</summary>
    MergeInto = 30,
}
