namespace KubeEdge.DeviceTwin.Twins;

/// <summary>Whether a change of one half is taken. Whether the value is another one plays no part.</summary>
internal static class VersionRule
{
    /// <param name="stored">The version now; zeros when there is none.</param>
    /// <param name="offered">The version that comes with the change.</param>
    /// <param name="source">Who changes it.</param>
    /// <param name="isDelete">Whether the twin is deleted; the cloud need not name versions then.</param>
    /// <param name="next">The version afterwards.</param>
    public static bool Accepts(TwinVersion stored, TwinVersion? offered, UpdateSource source, bool isDelete, out TwinVersion next)
    {
        next = stored;
        switch (source)
        {
            case UpdateSource.Edge:
                next = stored with { Edge = stored.Edge + 1 };
                return true;
            case UpdateSource.DeviceObject:
                next = stored with { Cloud = offered?.Cloud ?? stored.Cloud };
                return true;
            default:
                if (offered is not { } version)
                {
                    return isDelete;
                }

                next = version;
                return stored.Cloud <= version.Cloud && stored.Edge <= version.Edge;
        }
    }
}
