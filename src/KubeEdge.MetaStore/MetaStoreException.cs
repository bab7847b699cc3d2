namespace KubeEdge.MetaStore;

/// <summary>The store cannot be opened, or the disk under it cannot be read.</summary>
public sealed class MetaStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">What is wrong.</param>
    /// <param name="path">The store file.</param>
    /// <param name="message">What is wrong, in words.</param>
    /// <param name="innerException">The cause, if any.</param>
    public MetaStoreException(StoreOpenFailure failure, string path, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
        Path = path;
    }

    /// <summary>What is wrong.</summary>
    public StoreOpenFailure Failure { get; }

    /// <summary>The store file.</summary>
    public string Path { get; }
}
