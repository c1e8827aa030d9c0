using System.Runtime.InteropServices;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>What became of rows of a table that ignores duplicates.</summary>
/// <param name="Table">The table.</param>
/// <param name="Kept">The rows that are new.</param>
/// <param name="AlreadyThere">Those that were there already, with the same content.</param>
/// <param name="InConflict">Those that were left out, although they say other than the row that is there.</param>
/// <param name="Undecided">Those of a partition that had been closed: they are held against its rows when it is read or merged.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SettledRows(TableSchema Table, long Kept, long AlreadyThere, long InConflict, long Undecided);
