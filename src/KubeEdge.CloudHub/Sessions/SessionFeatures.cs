using System.Collections.Immutable;
using KubeEdge.Shared.Uploads;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>What sessions understand beyond the original's wire, by the names that are offered on the upgrade.</summary>
internal static class SessionFeatures
{
    public static ImmutableArray<string> All { get; } = [NodeInventory.Feature, UploadFeatures.Bytes, UploadFeatures.Confirmation];
}
