namespace KubeEdge.Mqtt.Packets;

/// <summary>Reads user properties.</summary>
internal static class UserProperties
{
    public static bool TryRead(ref FieldReader reader, ref List<MqttUserProperty>? target)
    {
        if (!reader.TryString("user property name", out var name) || !reader.TryString("user property value", out var value))
        {
            return false;
        }

        (target ??= []).Add(new MqttUserProperty(name, value));
        return true;
    }
}
