namespace KubeEdge.Mqtt.Packets;

/// <summary>Gathers the properties of one packet, since their length stands before them. Absent values are left out.</summary>
internal ref struct PropertyWriter(Span<byte> target)
{
    private FieldWriter _fields = new(target);

    public readonly int Written => _fields.Written;

    public void Flag(PropertyId id, bool? value)
    {
        if (value is { } flag)
        {
            _fields.Byte((byte)id);
            _fields.Byte(flag ? (byte)1 : (byte)0);
        }
    }

    public void UInt16(PropertyId id, ushort? value)
    {
        if (value is { } number)
        {
            _fields.Byte((byte)id);
            _fields.UInt16(number);
        }
    }

    public void UInt32(PropertyId id, uint? value)
    {
        if (value is { } number)
        {
            _fields.Byte((byte)id);
            _fields.UInt32(number);
        }
    }

    public void Variable(PropertyId id, uint? value)
    {
        if (value is { } number)
        {
            _fields.Byte((byte)id);
            _fields.Variable(number);
        }
    }

    public void Text(PropertyId id, string? value)
    {
        if (value is not null)
        {
            _fields.Byte((byte)id);
            _fields.Text(value);
        }
    }

    public void Binary(PropertyId id, ReadOnlyMemory<byte>? value)
    {
        if (value is { } data)
        {
            _fields.Byte((byte)id);
            _fields.Binary(data.Span);
        }
    }

    public void User(IReadOnlyList<MqttUserProperty> properties)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            _fields.Byte((byte)PropertyId.UserProperty);
            _fields.Text(properties[i].Name);
            _fields.Text(properties[i].Value);
        }
    }
}
