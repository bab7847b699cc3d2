namespace KubeEdge.Beehive.Modules;

/// <summary>How a module fares at one moment.</summary>
/// <param name="Name">The module.</param>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Since">When it entered that phase.</param>
/// <param name="FailuresInARow">
/// How often it ended without having run for <see cref="RestartPolicy.StableAfter"/> before; 0 again after it did.
/// </param>
/// <param name="LastFailure">What it failed with last; null when it never did.</param>
public sealed record ModuleState(
    string Name, ModulePhase Phase, DateTimeOffset Since, int FailuresInARow = 0, Exception? LastFailure = null);
