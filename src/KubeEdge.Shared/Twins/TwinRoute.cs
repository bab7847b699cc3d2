using System.Text;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Shared.Twins;

/// <summary>How a message of a device's topic finds the twins, as in the original.</summary>
internal static class TwinRoute
{
    /// <summary>The topic in base64, with the alphabet of URLs and with padding.</summary>
    public static string ResourceOf(string topic) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(topic)).Replace('+', '-').Replace('/', '_');

    /// <summary>The route to a resource that was made of a topic.</summary>
    public static MessageRoute To(string resource) => new(SourceNames.Bus, GroupNames.User, resource, Operations.Response);
}
