using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Payloads;

/// <summary>Reads the entries of the member <c>twin</c>.</summary>
internal static class TwinParser
{
    public static IReadOnlyList<KeyValuePair<string, Twin?>>? ReadMap(ref PayloadReader reader)
    {
        if (!reader.TryObject())
        {
            return null;
        }

        var entries = new List<KeyValuePair<string, Twin?>>(1);
        while (reader.NextMember())
        {
            entries.Add(new(reader.Name(), Read(ref reader)));
        }

        return NamedEntries.Sort(entries, StringComparer.Ordinal);
    }

    private static Twin? Read(ref PayloadReader reader)
    {
        if (!reader.TryObject())
        {
            return null;
        }

        (TwinValue? expected, TwinValue? actual, bool? optional, string? type) = (null, null, null, null);
        (TwinVersion? expectedVersion, TwinVersion? actualVersion) = (null, null);
        while (reader.NextMember())
        {
            if (reader.Is("expected"u8))
            {
                expected = ReadValue(ref reader);
            }
            else if (reader.Is("actual"u8))
            {
                actual = ReadValue(ref reader);
            }
            else if (reader.Is("optional"u8))
            {
                optional = reader.Flag();
            }
            else if (reader.Is("metadata"u8))
            {
                type = ReadType(ref reader);
            }
            else if (reader.Is("expected_version"u8))
            {
                expectedVersion = ReadVersion(ref reader);
            }
            else if (reader.Is("actual_version"u8))
            {
                actualVersion = ReadVersion(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new()
        {
            Expected = expected,
            Actual = actual,
            Optional = optional,
            Type = type,
            ExpectedVersion = expectedVersion,
            ActualVersion = actualVersion,
        };
    }

    private static TwinValue? ReadValue(ref PayloadReader reader)
    {
        if (!reader.TryObject())
        {
            return null;
        }

        (string? value, long? timestamp) = (null, null);
        while (reader.NextMember())
        {
            if (reader.Is("value"u8))
            {
                value = reader.Text();
            }
            else if (reader.Is("metadata"u8))
            {
                timestamp = ReadTimestamp(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(value, timestamp);
    }

    private static long? ReadTimestamp(ref PayloadReader reader)
    {
        if (!reader.TryObject())
        {
            return null;
        }

        long timestamp = 0;
        while (reader.NextMember())
        {
            if (reader.Is("timestamp"u8))
            {
                timestamp = reader.Integer() ?? 0;
            }
            else
            {
                reader.Skip();
            }
        }

        return timestamp;
    }

    /// <summary>The member <c>metadata</c> of twins and attributes: the type; empty when it names none, null when it is absent.</summary>
    public static string? ReadType(ref PayloadReader reader)
    {
        if (!reader.TryObject())
        {
            return null;
        }

        var type = string.Empty;
        while (reader.NextMember())
        {
            if (reader.Is("type"u8))
            {
                type = reader.Text() ?? string.Empty;
            }
            else
            {
                reader.Skip();
            }
        }

        return type;
    }

    private static TwinVersion? ReadVersion(ref PayloadReader reader)
    {
        if (!reader.TryObject())
        {
            return null;
        }

        (long cloud, long edge) = (0, 0);
        while (reader.NextMember())
        {
            if (reader.Is("cloud"u8))
            {
                cloud = reader.Integer() ?? 0;
            }
            else if (reader.Is("edge"u8))
            {
                edge = reader.Integer() ?? 0;
            }
            else
            {
                reader.Skip();
            }
        }

        return new(cloud, edge);
    }
}
