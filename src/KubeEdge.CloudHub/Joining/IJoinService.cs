namespace KubeEdge.CloudHub.Joining;

/// <summary>The certificate service that nodes join through.</summary>
public interface IJoinService
{
    /// <summary>Where it listens; null before it has started, or when <see cref="CloudHubOptions.HttpsPort"/> is null.</summary>
    Uri? Address { get; }
}
