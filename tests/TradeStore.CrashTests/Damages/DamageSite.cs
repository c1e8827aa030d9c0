namespace TradeStore.CrashTests.Damages;

/// <summary>Where damage is done: a copy of a store's folder, the life it comes from, and another store's life.</summary>
/// <param name="Root">The folder.</param>
/// <param name="Life">The store's life.</param>
/// <param name="Other">Another store's life.</param>
/// <param name="Random">Chooses what is hit.</param>
internal sealed record DamageSite(string Root, KnownLife Life, KnownLife Other, Random Random)
{
    /// <summary>Gets a folder beside the store: what lies there is not the store's to touch.</summary>
    public string Outside => Directory.CreateDirectory(Root + "-outside").FullName;

    public string Full(string name) => Path.Combine(Root, name);

    public T Pick<T>(IReadOnlyList<T> of) => of[Random.Next(of.Count)];

    /// <summary>Returns an earlier moment of the same store.</summary>
    public Moment Earlier() => Pick([Life.Early, Life.Middle, Life.Late]);

    /// <summary>Puts the entries of one name from another folder in the place of what is there.</summary>
    public void Replace(string name, string fromRoot)
    {
        var (from, to) = (Path.Combine(fromRoot, name), Full(name));
        Remove(name);
        if (Directory.Exists(from))
        {
            FileTree.Copy(from, to);
        }
        else if (File.Exists(from))
        {
            File.Copy(from, to);
        }
    }

    public void Remove(string name)
    {
        if (Directory.Exists(Full(name)))
        {
            Directory.Delete(Full(name), recursive: true);
        }

        File.Delete(Full(name));
    }

    /// <summary>Writes what no store has made.</summary>
    public string Foreign(string name)
    {
        var path = Full(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var bytes = new byte[Random.Next(1, 4_000)];
        Random.NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
        return name;
    }
}
