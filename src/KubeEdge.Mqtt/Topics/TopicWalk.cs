namespace KubeEdge.Mqtt.Topics;

/// <summary>Walks the subscription tree along a topic name. As deep as the topic has levels, which the broker limits.</summary>
internal static class TopicWalk
{
    public static void Match(SubscriptionNode root, ReadOnlySpan<char> topic, RouteBuilder found)
    {
        // [MQTT-4.7.2-1] A wildcard in the first level does not match names that begin with $.
        var system = topic.Length > 0 && topic[0] == '$';
        Descend(root, topic, wildcards: !system, found);
    }

    private static void Descend(SubscriptionNode node, ReadOnlySpan<char> rest, bool wildcards, RouteBuilder found)
    {
        var end = rest.IndexOf('/');
        var level = end < 0 ? rest : rest[..end];
        if (wildcards)
        {
            if (node.Find("#") is { } all)
            {
                found.Add(all);
            }

            if (node.Find("+") is { } any)
            {
                Continue(any, rest, end, found);
            }
        }

        // A topic name holds no wildcard characters, so this never finds the nodes above.
        if (node.Find(level) is { } child)
        {
            Continue(child, rest, end, found);
        }
    }

    private static void Continue(SubscriptionNode node, ReadOnlySpan<char> rest, int end, RouteBuilder found)
    {
        if (end >= 0)
        {
            Descend(node, rest[(end + 1)..], wildcards: true, found);
            return;
        }

        found.Add(node);
        // "sport/#" also matches the parent level "sport".
        if (node.Find("#") is { } all)
        {
            found.Add(all);
        }
    }
}
